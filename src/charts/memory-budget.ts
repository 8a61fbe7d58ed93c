/** Bytes that may stay in memory for a whole run; what is beyond lies on the disk, so that many large things fit. */
export class MemoryBudget {
  constructor(private left: number) {}

  /** Is there room for that many bytes? Then they are taken. */
  tryTake(bytes: number): boolean {
    if (bytes > this.left) return false;
    this.left -= bytes;
    return true;
  }
}
