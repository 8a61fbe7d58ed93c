import type { Path } from '../path.js';
import type { YamlMap } from '../yaml.js';
import { type CommandSetting, commandSettings } from './command-words.js';
import { keyedValues, listedValues, listItems, type NamedValue } from './named-values.js';

/** The texts that one map holds, by where they have their names from; each list is made when it is first asked for. */
export class MapValues {
  #keyed: NamedValue[] | undefined;
  #items: NamedValue[] | undefined;
  #listed: NamedValue[][] | undefined;
  #commands: CommandSetting[] | undefined;

  constructor(
    private readonly map: YamlMap,
    private readonly path: Path | undefined,
  ) {}

  get keyed(): readonly NamedValue[] {
    this.#keyed ??= keyedValues(this.map, this.path);
    return this.#keyed;
  }

  get items(): readonly NamedValue[] {
    this.#items ??= listItems(this.map, this.path);
    return this.#items;
  }

  get listed(): readonly NamedValue[][] {
    this.#listed ??= listedValues(this.map, this.path);
    return this.#listed;
  }

  get commands(): readonly CommandSetting[] {
    this.#commands ??= commandSettings(this.map, this.path);
    return this.#commands;
  }
}
