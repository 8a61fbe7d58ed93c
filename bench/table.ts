import { type Measurement, median } from './measure.js';
import type { PeerRow } from './peers.js';

/** One line of the table. */
export interface Row {
  name: string;
  figure: number;
  unit: string;
  /** The figure must not be above it. */
  target: number;
  /** The medians that the figure was made of. */
  details: string;
  /** The runs behind it, for memory, processes and stages. */
  measured: readonly Measurement[];
}

/** Median of the memory; processes and stages of the first run. */
function describe(measured: readonly Measurement[]): string[] {
  const [first] = measured;
  if (first === undefined) return ['', '', ''];
  const list = (figures: Record<string, number>) =>
    Object.entries(figures)
      .map(([name, figure]) => `${name} ${figure}`)
      .join(', ');
  const memory = median(measured.map(({ peakMebibytes }) => peakMebibytes));
  return [`${memory} MiB`, list(first.children) || 'none', list(first.stages)];
}

export function ms(milliseconds: number): string {
  return `${Math.round(milliseconds)} ms`;
}

export function holds({ figure, target }: Pick<PeerRow, 'figure' | 'target'>): boolean {
  return target === undefined || figure <= target;
}

/** @returns whether all hold. */
export function printPeers(rows: readonly PeerRow[]): boolean {
  const header = ['case', 'figure', 'target', 'holds', 'medians'];
  console.log(tableLine(header));
  console.log(tableLine(header.map(() => '---')));
  for (const row of rows) {
    const cells = [row.figure.toFixed(2), String(row.target ?? ''), holds(row) ? 'yes' : 'NO', row.details];
    console.log(tableLine([row.name, ...cells]));
  }
  return rows.every(holds);
}

export function print(rows: readonly Row[]): void {
  const header = ['case', 'figure', 'target', 'holds', 'medians', 'node memory', 'processes', 'ms by stage'];
  console.log(tableLine(header));
  console.log(tableLine(header.map(() => '---')));
  for (const each of rows) {
    const figure = Number.isInteger(each.figure) ? String(each.figure) : each.figure.toFixed(2);
    const limit = `${each.target} ${each.unit}`.trim();
    const cells = [`${figure} ${each.unit}`.trim(), limit, holds(each) ? 'yes' : 'NO', each.details];
    console.log(tableLine([each.name, ...cells, ...describe(each.measured)]));
  }
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
