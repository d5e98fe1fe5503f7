/** Which files changed on disk since an evaluator was last asked: it is not asked each time the clan changes. */
export class MissedChanges {
  #paths: Set<string> | null = null;

  /** `changed`: as in `EvaluatorInput`. */
  note(changed: readonly string[] | null): void {
    if (changed === null) this.#paths = null;
    else for (const path of changed) this.#paths?.add(path);
  }

  /** Everything noted since the last time; null: anything may have changed. */
  take(): readonly string[] | null {
    const paths = this.#paths;
    this.#paths = new Set();
    return paths === null ? null : [...paths];
  }
}
