import { describe, expect, it } from 'vitest';
import { gap, isSaid, textsOfSources } from './messages.js';
import { readPages } from './pages.js';

const texts = await textsOfSources();
const page = (await readPages()).find(({ file }) => file === 'docs/troubleshooting.md')?.text ?? '';

/** The messages of the page: a first cell that is code as a whole. Two backquotes in it stand for one of the message. */
const messages = [...page.matchAll(/^\| `((?:[^`]|``)+)` \|/gm)].map((match) => (match[1] ?? '').replaceAll('``', '`'));

describe('the page of messages', () => {
  it('has some in every part', () => {
    expect(messages.length).toBeGreaterThan(60);
  });

  it.each(messages)('has one that is said: %s', (message) => {
    expect(message.replaceAll(gap, '').length).toBeGreaterThan(10);
    expect(isSaid(message, texts)).toBe(true);
  });

  it('would not have one that nobody says', () => {
    expect(isSaid('The moon is made of …', texts)).toBe(false);
    expect(isSaid('The forge refuses the push to … by a rule of the moon', texts)).toBe(false);
  });
});
