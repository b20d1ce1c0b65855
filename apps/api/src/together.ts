/**
 * Whoever asks the same while an answer is being fetched waits for the next one, and all of them share it: one question
 * at a time, and no answer that was fetched before it was asked for. So a burst of requests with one API key costs one
 * look-up, and a key that was revoked opens nothing that begins after it.
 */
export function together<Answer>(
  ask: (question: string) => Promise<Answer>,
): (question: string) => Promise<Answer> {
  const asked = new Map<string, { running: Promise<Answer>; next: Promise<Answer> | null }>();

  const start = (question: string): Promise<Answer> => {
    const running = ask(question).finally(() => {
      if (asked.get(question)?.next === null) asked.delete(question);
    });
    asked.set(question, { running, next: null });
    return running;
  };

  return (question) => {
    const known = asked.get(question);
    if (!known) return start(question);
    // A question that fails says so to those who asked it, not to those who ask again.
    known.next ??= known.running.then(
      () => start(question),
      () => start(question),
    );
    return known.next;
  };
}
