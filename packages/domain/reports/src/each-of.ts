/** Does it for every one, one after the other; the first failure is thrown after all were tried. */
export async function eachOf<T, R>(all: readonly T[], act: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  const failures: unknown[] = [];
  for (const one of all) {
    try {
      done.push(await act(one));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return done;
}
