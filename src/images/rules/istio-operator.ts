import { textAt } from '../../json.js';
import { descend } from '../path.js';
import { isFalse, isMap, isTrue, listAt, mapAt, type YamlMap } from '../yaml.js';
import { joinParts } from './join-parts.js';
import type { Rule } from './rule.js';

/**
 * What istioctl and Istio's operator run of an IstioOperator: the names of the images are those of the charts, hub and tag
 * those of the component, the values or the spec (https://istio.io/latest/docs/reference/config/istio.operator.v1alpha1/).
 * Where they are not given, only the version of istioctl says what they are.
 */
export const istioOperator: Rule = {
  name: 'istio-operator',
  confidence: 'high',
  find(spec, { object, path }) {
    if (object.group !== 'install.istio.io' || object.content.spec !== spec) return [];
    return Object.entries(images)
      .filter(([component]) => isOn(spec, component))
      .flatMap(([component, image]) => {
        const text = imageOf(spec, component, image);
        return text === undefined ? [] : [{ text, path: descend(path, 'components', component) }];
      });
  },
};

/** By component; the proxy is that of the sidecars and gateways (istio/istio, manifests/charts). */
const images = { pilot: 'pilot', proxy: 'proxyv2', cni: 'install-cni', ztunnel: 'ztunnel' };

/** What other profiles than the default add to it, or take away (istio/istio, manifests/profiles). */
const profiles: Partial<Record<string, readonly string[]>> = {
  empty: [],
  external: ['proxy'],
  openshift: ['pilot', 'proxy', 'cni'],
  ambient: ['pilot', 'proxy', 'cni', 'ztunnel'],
  'openshift-ambient': ['pilot', 'proxy', 'cni', 'ztunnel'],
};

function isOn(spec: YamlMap, component: string): boolean {
  const enabled = textAt(spec, 'components', component, 'enabled');
  if (component !== 'proxy' && (isTrue(enabled) || isFalse(enabled))) return isTrue(enabled);
  const isInProfile = (profiles[textAt(spec, 'profile')] ?? ['pilot', 'proxy']).includes(component);
  return isInProfile || (component === 'proxy' && (isOn(spec, 'pilot') || hasGateway(spec)));
}

function hasGateway(spec: YamlMap): boolean {
  const gateways = ['ingressGateways', 'egressGateways'].flatMap((key) => listAt(spec, 'components', key));
  return gateways.some((gateway) => isMap(gateway) && isTrue(textAt(gateway, 'enabled')));
}

function imageOf(spec: YamlMap, component: string, image: string): string | undefined {
  const values = mapAt(spec, 'values') ?? {};
  const global = mapAt(values, 'global') ?? {};
  const own = mapAt(values, component) ?? {};
  const first = (key: string) =>
    textAt(own, key) || textAt(spec, 'components', component, key) || textAt(global, key) || textAt(spec, key);
  const repository = textAt(component === 'proxy' ? (mapAt(global, 'proxy') ?? {}) : own, 'image') || image;
  if (repository.includes('/') || first('hub') === '') return undefined;
  return joinParts({ registry: first('hub'), repository, pin: first('tag'), variant: first('variant') });
}
