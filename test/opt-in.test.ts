import { describe, expect, it } from 'vitest';
import { annotationNames, isLabelled, labelsInText, mayBecomeLabelled, textOfLabel } from '../src/opt-in.js';

describe('The label', () => {
  it.each([
    ['enabled', true, true],
    ['disabled', false, false],
    ['true', false, false],
    [true, false, false],
    ['${PREPULL}', false, true],
    ['${PREPULL:=enabled}', false, true],
    [null, false, false],
  ])('with the value %j opts in: %s; may do so once variables are replaced: %s', (value, isIn, mayBe) => {
    const object = { metadata: { labels: { prepuller: value } } };
    expect(isLabelled(object, 'prepuller')).toBe(isIn);
    expect(mayBecomeLabelled(object, 'prepuller')).toBe(mayBe);
  });

  it('is looked for by what stands in every way of writing it', () => {
    expect(textOfLabel('images.example.com/warm')).toBe('warm');
    expect(textOfLabel('prepuller')).toBe('prepuller');
  });

  it.each([
    ['    prepuller: enabled', true],
    ['    "prepuller": "enabled"', true],
    ['labels: {prepuller: enabled, a: b}', true],
    ['    prepuller: disabled', false],
    ['    enabled: prepuller', false],
  ])('is set by the line %j: %s', (line, expected) => {
    expect(labelsInText(line, 'prepuller')).toBe(expected);
  });

  it('gives every annotation its key', () => {
    expect(annotationNames('a.example/b')).toEqual([
      'a.example/b-exclude',
      'a.example/b-include',
      'a.example/b-strategy',
      'a.example/b-patch',
      'a.example/b-values',
    ]);
  });
});
