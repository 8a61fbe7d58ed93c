/** The file by which a repository gives inputs itself, at its root: for the action, the command and whoever reads it. */
export const repositoryFileName = '.prepuller.yaml';
