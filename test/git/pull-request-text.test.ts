import { describe, expect, it } from 'vitest';
import {
  composeText,
  contentOf,
  describeProposal,
  reviseText,
  withoutContent,
} from '../../src/git/pull-request-text.js';

it('says what it is about and what becomes of it, around the content', () => {
  expect(describeProposal('**apps/web**: chart', 'main')).toMatch(
    /on `main` run.*\n\n\*\*apps\/web\*\*: chart\n\nprepuller/,
  );
});

describe('of a pull request that a person has edited', () => {
  const first = { title: 'chore: update', section: () => 'one', content: 'a1' };
  const second = { title: 'chore: update again', section: () => 'two', content: 'b2' };
  const asIs = { number: 1, url: '', ...composeText(first) };

  it('nothing is changed that is still right', () => {
    expect(reviseText(asIs, first)).toEqual({});
  });

  it('what nobody touched is brought up to date', () => {
    expect(reviseText(asIs, second)).toEqual(composeText(second));
  });

  it.each([
    ['the title', { ...asIs, title: 'Mine' }, 'title', 'Mine'],
    ['words around the list', { ...asIs, body: `Please wait.\r\n${asIs.body}\r\nThanks.` }, 'body', 'Please wait.\n'],
    ['the list itself', { ...asIs, body: asIs.body.replace('one', 'my own list') }, 'body', 'my own list'],
  ] as const)('%s stay as they are', (_what, edited, field, kept) => {
    const revised = { ...edited, ...reviseText(edited, second) };
    expect(revised[field]).toContain(kept);
    // And stay so the next time.
    expect({ ...revised, ...reviseText(revised, first) }[field]).toContain(kept);
    expect(contentOf(revised)).toBe('b2');
  });

  it('a text without the marks is left alone', () => {
    expect(reviseText({ ...asIs, body: 'Rewritten.' }, second)).toEqual({});
    expect(contentOf({ ...asIs, body: 'Rewritten.' })).toBeUndefined();
  });

  it('the list gives way to a long text', () => {
    const edited = { ...asIs, body: `${'x'.repeat(59_000)}\n${asIs.body}` };
    const section = (mostCharacters: number) => 'y'.repeat(mostCharacters);
    expect(reviseText(edited, { ...second, section }).body?.length).toBeLessThan(65_536);
  });

  it('the one that prepuller closes itself no longer says what it proposed', () => {
    expect(contentOf({ ...asIs, body: withoutContent(asIs) })).toBeUndefined();
  });
});
