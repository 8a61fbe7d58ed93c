import type { NamedValue } from './named-values.js';
import type { Finding, Rule } from './rule.js';

/**
 * The labels of the runners of Gitea and Forgejo, each with the image of its jobs: `ubuntu:docker://node:20-bookworm`, alone,
 * in a list or in one text with commas (https://forgejo.org/docs/latest/admin/actions/runner-installation/#choosing-labels).
 */
export const runnerLabel: Rule = {
  name: 'runner-label',
  confidence: 'high',
  find(_, { values }) {
    const lists = [values.keyed, values.items, ...values.listed, values.commands];
    return lists.flatMap((list) => list.filter(hasLabel).flatMap(imagesOf));
  },
};

function hasLabel({ value }: NamedValue): boolean {
  return value.includes(':docker://') && value.length <= maximumLength;
}

function imagesOf({ value, path }: NamedValue): Finding[] {
  return [...value.matchAll(label)].map(([, text = '']) => ({ text, path }));
}

const label = /(?<![^\s,"'=[])[\w.-]{1,128}:docker:\/\/([\w./:@-]+)/g;

/** A longer text is no list of labels. */
const maximumLength = 64 * 1024;
