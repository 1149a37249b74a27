/**
 * Dragging somebody onto somebody of the other side: with a mouse or a pen at once, by touch after the finger has rested on
 * the row, since a finger that moves at once scrolls the list.
 */
class Drag {
  constructor(page) {
    this.page = page;
    this.list = null;
    this.over = null;
    this.index = -1;
    this.hold = (event) => (this.isMoving || event.type === "contextmenu") && event.preventDefault();
  }

  press(event, list) {
    const index = list.index(event);
    if (event.button || !event.isPrimary || index < 0 || !list.row(index)) return;
    this.cancel();
    this.list = list;
    this.start = index;
    this.row = list.row(index);
    this.from = [event.clientX, event.clientY];
    this.isMoving = false;
    this.isTouch = event.pointerType === "touch";
    this.pointer = event.pointerId;
    this.steps = {
      pointermove: (moved) => this.move(moved),
      pointerup: () => this.drop(),
      pointercancel: () => this.cancel(),
    };
    for (const [name, step] of Object.entries(this.steps)) list.view.addEventListener(name, step);
    if (!this.isTouch) return;
    // What a browser does with a finger on its own: scrolling, and a menu after a while. A finger's events go to the row that it
    // began on, even where rows were drawn anew since.
    this.touched = event.target;
    this.touched.addEventListener("touchmove", this.hold, { passive: false });
    this.touched.addEventListener("contextmenu", this.hold);
    this.rest = setTimeout(() => this.begin(), REST);
  }

  begin() {
    this.isMoving = true;
    this.list.view.setPointerCapture(this.pointer);
    this.ghost = make("div", { class: "pwb-ghost", "aria-hidden": "true" },
      make("strong", {}, this.row.name), make("span", {}, `onto a ${SIDES[1 - this.list.side]}`));
    this.page.root.append(this.ghost);
    this.page.root.classList.add("pwb-dragging");
    this.place(...this.from);
    this.other.isHeld = true;
    if (this.isTouch) this.other.element.scrollIntoView({ block: "nearest" });
    this.page.anchor(this.list.side, this.row);
  }

  get other() {
    return this.page.lists[1 - this.list.side];
  }

  /** Puts what is dragged beside the pointer: above a finger, which would hide it. */
  place(x, y) {
    const box = this.page.root.getBoundingClientRect();
    const [right, below] = this.isTouch ? [-40, -64] : [14, 10];
    const left = Math.min(x - box.left + right, box.width - this.ghost.offsetWidth - 4);
    this.ghost.style.left = `${Math.max(4, left)}px`;
    this.ghost.style.top = `${y - box.top + below}px`;
  }

  move(event) {
    if (event.pointerId !== this.pointer) return;
    const [x, y] = this.from;
    if (!this.isMoving && Math.hypot(event.clientX - x, event.clientY - y) < (this.isTouch ? SLIP : 6)) return;
    if (!this.isMoving && this.isTouch) return this.end();
    if (!this.isMoving) this.begin();
    this.place(event.clientX, event.clientY);
    const { other } = this;
    this.scroll(other, event);
    const under = this.page.root.getRootNode().elementFromPoint(event.clientX, event.clientY);
    const index = other.view.contains(under) ? other.index(event) : -1;
    if (index !== this.index) {
      this.over = index < 0 ? null : other;
      this.index = index;
      other.draw();
    }
    this.tell();
  }

  /** Says beside the pointer what the pair under it would cost, as soon as that is known. */
  tell() {
    if (!this.ghost) return;
    const cell = this.over?.row(this.index)?.cell;
    this.ghost.lastChild.replaceChildren(
      cell ? chip(cell) : this.over ? "…" : `onto a ${SIDES[1 - this.list.side]}`);
  }

  scroll(list, event) {
    const box = list.view.getBoundingClientRect();
    if (event.clientX < box.left || event.clientX > box.right) return;
    if (event.clientY < box.top || event.clientY > box.bottom) return;
    if (event.clientY < box.top + 36) list.view.scrollTop -= 12;
    else if (event.clientY > box.bottom - 36) list.view.scrollTop += 12;
  }

  drop() {
    const target = this.over?.row(this.index);
    const { list, isMoving, start } = this;
    this.end();
    if (!isMoving) list.pick(start);
    else if (target) this.page.choose(1 - list.side, target, { byKey: true });
    else this.page.clear();
  }

  cancel() {
    const { isMoving } = this;
    this.end();
    if (isMoving) this.page.clear();
  }

  end() {
    if (!this.list) return;
    clearTimeout(this.rest);
    this.touched?.removeEventListener("touchmove", this.hold);
    this.touched?.removeEventListener("contextmenu", this.hold);
    this.touched = null;
    for (const [name, step] of Object.entries(this.steps)) this.list.view.removeEventListener(name, step);
    this.ghost?.remove();
    this.page.root.classList.remove("pwb-dragging");
    this.other.isHeld = false;
    this.list = this.over = this.ghost = null;
    this.index = -1;
    this.isMoving = false;
  }
}
