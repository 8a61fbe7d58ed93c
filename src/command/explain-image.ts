import type { Release } from '../flux/release.js';
import type { ImageUse } from '../images/image.js';
import type { Mention, Verdict } from '../images/mentions.js';
import { annotationName } from '../opt-in.js';
import { releaseKey, releaseTitle } from '../problem.js';
import { type Explanation, type Fact, position } from './explanation.js';
import type { Survey } from './survey.js';

/**
 * Where the rendered charts name such an image, and why it is pulled or is not: a text for each release.
 * @param withLookAlikes Also where nothing but a look-alike is named; a release's name stands in many places.
 */
export function explainImages(subject: string, survey: Survey, withLookAlikes: boolean): Explanation[] {
  const { rendered } = survey.generated;
  const mentioned = survey.mentions.filter(({ mentions }) =>
    mentions.some(({ verdict }) => withLookAlikes || verdict !== 'taken by no rule'),
  );
  const ofCharts = mentioned.map(({ release, mentions }) => explainMentions(release, mentions, survey));
  const explained = new Set(mentioned.flatMap(({ mentions }) => mentions.map(({ text }) => text)));
  // What no chart names: images of plain objects, and those that an annotation adds.
  const others = rendered.flatMap(({ id, charts, images, excluded }): Explanation[] => {
    const isMeant = (reference: string) =>
      reference.includes(subject) && (charts.length === 0 || !explained.has(reference));
    const pulled = images.filter(({ reference }) => isMeant(reference));
    const out = excluded.filter(isMeant);
    if (pulled.length + out.length === 0) return [];
    const facts = [
      ...pulled.map(({ reference, uses }) => ({ text: `pulled: ${reference}`, details: uses.map(useText(survey)) })),
      ...out.map((reference) => ({
        text: `not pulled: ${reference}`,
        details: ['left out by an input or an annotation'],
      })),
    ];
    return [{ title: releaseTitle(id), facts, problems: [] }];
  });
  return [...ofCharts, ...others];
}

function useText({ inputs }: Survey): (use: ImageUse) => string {
  const annotation = annotationName(inputs.label, 'include');
  return ({ object, path, rule, confidence }) =>
    rule === 'include' ? `named by the annotation ${annotation}` : `${object}: ${path} (${rule}, ${confidence})`;
}

function explainMentions(release: Release, mentions: readonly Mention[], survey: Survey): Explanation {
  const byText = new Map<string, Mention[]>();
  for (const mention of mentions) byText.set(mention.text, [...(byText.get(mention.text) ?? []), mention]);
  const key = releaseKey(release.id);
  const report = survey.generated.rendered.find(({ id }) => releaseKey(id) === key);
  const chart = report ? `, chart ${report.charts.join(' and ')}` : '';
  const facts = [...byText].map(([text, all]): Fact => {
    const isPulled = all.some(({ verdict }) => verdict === 'pulled');
    return { text: `${isPulled ? 'pulled' : 'not pulled'}: ${text}`, details: all.map(placeText(survey)) };
  });
  return { title: `HelmRelease ${key}, ${position(release.place)}${chart}`, facts, problems: [] };
}

function placeText({ inputs }: Survey): (mention: Mention) => string {
  return ({ object, path, verdict, rule, confidence, by = '' }) => {
    const found = rule === undefined ? '' : ` (${rule}, ${confidence})`;
    return `${object}: ${path}${found}${reason(verdict, by, inputs.label)}`;
  };
}

function reason(verdict: Verdict, by: string, label: string): string {
  const include = annotationName(label, 'include');
  switch (verdict) {
    case 'pulled':
      return '';
    case 'below min-confidence':
      return `: left out, for min-confidence is ${by}`;
    case 'excluded by an expression':
      return `: left out by ${by}, in exclude-images or in the annotation ${annotationName(label, 'exclude')}`;
    case 'excluded by a glob on objects':
      return `: left out by ${by} in exclude-objects`;
    case 'switched off':
      return ': left out, for a switch beside it, such as enabled: false, turns it off';
    case 'for Windows':
      return ': left out, for it runs on Windows nodes';
    case 'not run here':
      return ': left out, for its key says that it is not run here';
    case 'object runs nothing':
      return ': left out, for objects of this kind describe images and run none, or it is a test that Flux does not run';
    case 'taken by no rule':
      return `: looks like an image, and nothing says that this field names one that is run; if it is, name it in the annotation ${include}`;
  }
}
