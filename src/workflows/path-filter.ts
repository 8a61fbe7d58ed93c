export type PathTest = (file: string) => boolean;

/** What a forge's filter of paths takes; a pattern that is none ends it, for forges differ in what they make of it. */
export type PathFilter = { matches: PathTest } | { invalidPattern: string };

/** The last pattern that matches decides, and `!` takes out. In linear time, for a pull request can change a workflow. */
export async function pathFilter(patterns: readonly string[]): Promise<PathFilter> {
  const { RE2JS } = await import('re2js');
  const compiled: { wanted: boolean; matches: PathTest }[] = [];
  for (const pattern of patterns) {
    try {
      const expression = RE2JS.compile(expressionOf(pattern.replace(/^!/, '')), RE2JS.DOTALL);
      compiled.push({ wanted: !pattern.startsWith('!'), matches: (file) => expression.matches(file) });
    } catch {
      return { invalidPattern: pattern };
    }
  }
  return { matches: (file) => compiled.findLast(({ matches }) => matches(file))?.wanted ?? false };
}

/**
 * The patterns of forges are not those of `watch-paths`: they know no braces, `?` and `+` count the character before them,
 * `**` is also part of a name, and a backslash takes the meaning from what follows it
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet).
 * @throws What is no pattern
 */
function expressionOf(pattern: string): string {
  const parts = pattern.split(/(\\.|\*\*\/|\*\*|\*|\[[A-Za-z0-9-]+\]|[?+])/s);
  return parts.map((part, index) => (index % 2 === 1 ? meaningOf(part) : literal(part))).join('');
}

function meaningOf(part: string): string {
  return wildcards[part] ?? (part.startsWith('\\') ? quoted(part.slice(1)) : part);
}

function literal(text: string): string {
  if (/[[\]\\]/.test(text)) throw new SyntaxError(`There is no end or no beginning of what stands in ${text}`);
  return quoted(text);
}

function quoted(text: string): string {
  return text.replace(/[.*?+^${}()|[\]\\]/g, '\\$&');
}

const wildcards: Record<string, string> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*' };
