import { textAt } from '../../json.js';
import { descend } from '../path.js';
import { listAt, mapAt } from '../yaml.js';
import type { Rule } from './rule.js';

/** Images that a pod mounts: https://kubernetes.io/docs/concepts/storage/volumes/#image */
export const imageVolume: Rule = {
  name: 'image-volume',
  confidence: 'certain',
  find(spec, { isPod, path }) {
    if (!isPod) return [];
    return listAt(spec, 'volumes').flatMap((volume, index) => {
      const image = mapAt(volume, 'image');
      if (image === undefined || !('reference' in image)) return [];
      return { text: textAt(image, 'reference'), path: descend(path, 'volumes', index, 'image', 'reference') };
    });
  },
};
