/** Questions to Python, each with its answer. */
class Link {
  constructor(model) {
    this.model = model;
    this.prefix = `b${Math.random().toString(36).slice(2)}`;
    this.count = 0;
    this.waiting = new Map();
    this.hear = (answer) => {
      const resolve = this.waiting.get(answer?.id);
      if (!resolve) return; // of another view
      this.waiting.delete(answer.id);
      resolve(answer);
    };
    model.on("msg:custom", this.hear);
  }

  ask(kind, more = {}) {
    const id = `${this.prefix}-${++this.count}`;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.model.send({ ...more, id, kind });
    });
  }

  close() {
    this.model.off("msg:custom", this.hear);
  }
}
