import type { RunResult } from '../run-result.js';
import { messageOf } from './failure.js';
import { countErrors } from './fold-problems.js';
import { plural } from './log.js';
import { asCode, asText } from './markdown.js';
import { describeCommit } from './story.js';

/** How a run ended, in a word and in sentences. */
export interface Verdict {
  word: 'pushed' | 'proposed' | 'written' | 'up to date' | 'out of date' | 'failed' | 'skipped';
  /** Markdown. */
  sentences: string[];
}

export function verdictOf(result: RunResult): Verdict {
  const { commit, changes } = result;
  const errors = countErrors(result.problems);
  const failed = errors > 0 ? [`${plural(errors, 'error')}: what failed stays as it was.`] : [];
  const sentences = [...failed, ...sentencesOf(result)];
  if (errors > 0) return { word: 'failed', sentences };
  switch (commit.kind) {
    case 'failed':
    case 'ended':
      return { word: 'failed', sentences };
    case 'checked':
      return { word: changes.length > 0 ? 'out of date' : 'up to date', sentences };
    case 'pull-request':
      return { word: commit.state === 'declined' ? 'out of date' : 'proposed', sentences };
    case 'unchanged':
    case 'withdrawn':
      return { word: 'up to date', sentences };
    case 'pushed':
    case 'written':
    case 'skipped':
      return { word: commit.kind, sentences };
  }
}

function sentencesOf({ commit, changes }: RunResult): string[] {
  switch (commit.kind) {
    case 'skipped':
      return [asText(commit.reason)];
    case 'ended':
      return [asText(messageOf(commit.error))];
    case 'failed':
      return [asText(messageOf(commit.error)), asText(describeCommit(commit) ?? '')];
    case 'checked':
      return [
        changes.length === 0
          ? 'The generated files are as they are to be.'
          : `${plural(changes.length, 'generated file')} would change: the log has the patch, for \`git apply\`.`,
      ];
    default:
      return [
        withAddress(asText(describeCommit(commit) ?? ''), 'pullRequest' in commit ? commit.pullRequest?.url : ''),
      ];
  }
}

/** The forge's own address of the pull request is a link. */
function withAddress(text: string, url = ''): string {
  return /^https?:\/\/[\w.:/-]+$/.test(url) ? text.replace(asCode(url), `<${url}>`) : text;
}
