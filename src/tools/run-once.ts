/** Makes a thing when it is first asked for, and once, also for those who ask while it is being made. */
export function runOnce<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** The same for each distinct argument; arguments are compared by their JSON. */
export function runOnceEach<A, T>(make: (argument: A) => Promise<T>): (argument: A) => Promise<T> {
  const made = new Map<string, Promise<T>>();
  return (argument) => {
    const key = JSON.stringify(argument);
    const result = made.get(key) ?? make(argument);
    made.set(key, result);
    return result;
  };
}
