import type { Input } from './input.js';
import type { Inputs } from './inputs.js';

/** A row for every input, of the type that it has for its stage. */
export type InputTable = { [Key in keyof Inputs]: Input<Inputs[Key]> };
