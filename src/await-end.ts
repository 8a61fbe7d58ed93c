/**
 * Waits for work that is all of a run. Where nothing is left in the process that could bring it to its end, Node would end with
 * success (a bundle of CommonJS, https://nodejs.org/api/process.html#event-beforeexit).
 * @throws what the work throws, and Error when it can never end
 */
export async function awaitEnd<T>(work: Promise<T>): Promise<T> {
  let leave = () => {};
  const nothingLeft = new Promise<never>((_, reject) => {
    leave = () => reject(new Error('the run ended before it was done'));
  });
  process.once('beforeExit', leave);
  return await Promise.race([work, nothingLeft]).finally(() => process.off('beforeExit', leave));
}
