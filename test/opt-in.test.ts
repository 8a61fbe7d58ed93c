import { describe, expect, it } from 'vitest';
import {
  annotationNames,
  isLabelled,
  labelsInText,
  labelText,
  mayBecomeLabelled,
  mayLabelObjects,
  textOfLabel,
} from '../src/opt-in.js';

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

  it.each([
    ['labels: {prepuller: enabled}', 'prepuller', true],
    ['"prepuller":"enabled"', 'prepuller', true],
    ['path: /metadata/labels/prepuller\n', 'prepuller', true],
    ['path: /metadata/labels/a.example~1warm', 'a.example/warm', true],
    ['resources: [prepullers, prepuller]', 'prepuller', true],
    ['path: ./infrastructure/prepullers', 'prepuller', false],
    ['name: prepuller_1', 'prepuller', false],
    ['kind: Deployment', '*', true],
  ])('of an object may be set by %j, where it is %s: %s', (text, label, expected) => {
    expect(mayLabelObjects(text, label)).toBe(expected);
  });

  it.each([
    [undefined, true],
    ['enabled', true],
    ['true', true],
    ['disabled', false],
  ])('is not needed where everything is taken; with the value %j: %s', (value, expected) => {
    const object = { metadata: { labels: value === undefined ? {} : { prepuller: value } } };
    expect(isLabelled(object, '*')).toBe(expected);
    expect(annotationNames('*')[0]).toBe('prepuller-exclude');
    expect(labelText('*')).toBe('no label prepuller=disabled');
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
