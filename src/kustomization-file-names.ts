/** kustomize, api/konfig/general.go: RecognizedKustomizationFileNames, in this order. Two of them in one folder are an error. */
export const kustomizationFileNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const;
