// Sorts, filters and searches the tables and lists of the page, by keyboard as well as by pointer.
(() => {
  const controls = document.getElementById("find-in-table");
  const fewest = 8;
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

  // Shows the rows that hold every word searched for and what each filter asks, and counts them.
  function findIn(rows, place, columns, labelledBy) {
    const bar = controls.content.firstElementChild.cloneNode(true);
    const [words, filter] = [bar.querySelector(".words input"), bar.querySelector(".filter")];
    const count = bar.querySelector(".count");
    const texts = new Map(rows.map((row) => [row, fold(row.textContent)]));
    const filters = columns.map(({ name, cell }) => {
      const own = filter.cloneNode(true);
      const select = own.querySelector("select");
      own.querySelector("span").textContent = name;
      const values = [...new Set(rows.map((row) => cell(row).textContent.trim()))].sort(order.compare);
      for (const value of values) select.add(new Option(value, value));
      bar.insertBefore(own, count);
      return (row) => !select.value || cell(row).textContent.trim() === select.value;
    });
    filter.remove();
    words.setAttribute("aria-label", `${bar.querySelector(".words span").textContent}: ${labelledBy}`);
    const show = () => {
      const wanted = fold(words.value).split(" ");
      let shown = 0;
      for (const row of rows) {
        row.hidden = !(wanted.every((word) => texts.get(row).includes(word)) && filters.every((fits) => fits(row)));
        shown += !row.hidden;
      }
      count.textContent = count.dataset.text.replace("{shown}", shown).replace("{all}", rows.length);
    };
    bar.addEventListener("input", show);
    show();
    place.before(bar);
    return bar;
  }

  function sortBy(table, heading, column, rows) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const next = { none: "ascending", ascending: "descending", descending: "none" };
      const way = next[heading.getAttribute("aria-sort") ?? "none"];
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      if (way !== "none") heading.setAttribute("aria-sort", way);
      const sign = way === "descending" ? -1 : 1;
      const text = (row) => row.cells[column].textContent.trim();
      const sorted = way === "none" ? rows : [...rows].sort((a, b) => sign * order.compare(text(a), text(b)));
      table.tBodies[0].append(...sorted);
    });
  }

  for (const table of document.querySelectorAll("table.rows")) {
    const rows = [...table.tBodies[0].rows];
    if (rows.length < 2) continue;
    const headings = [...table.tHead.rows[0].cells];
    const columns = headings.flatMap((heading, at) =>
      "filter" in heading.dataset ? [{ name: heading.textContent, cell: (row) => row.cells[at] }] : []);
    headings.forEach((heading, at) => sortBy(table, heading, at, rows));
    if (rows.length < fewest) continue;
    const bar = findIn(rows, table.closest(".scroll") ?? table, columns, table.caption.textContent);
    bar.querySelector(".order").remove();
  }

  for (const list of document.querySelectorAll(".pairs")) {
    const rows = [...list.children];
    if (rows.length < fewest) continue;
    const states = rows.every((row) => row.querySelector(".pill"))
      ? [{ name: list.dataset.states, cell: (row) => row.querySelector(".pill") }] : [];
    const bar = findIn(rows, list, states, list.dataset.label);
    const select = bar.querySelector(".order select");
    select.addEventListener("input", () => {
      const sign = { up: 1, down: -1 }[select.value];
      const points = (row) => Number(row.dataset.points);
      list.append(...(sign ? [...rows].sort((a, b) => sign * (points(a) - points(b))) : rows));
    });
  }

  const folded = document.querySelectorAll("details:not(.receipt)");
  const navigation = document.querySelector("nav");
  if (folded.length && navigation) {
    navigation.after(document.getElementById("fold-all").content.cloneNode(true));
    const button = document.querySelector(".folds button");
    let isOpen = false;
    const name = () => { button.textContent = isOpen ? button.dataset.close : button.dataset.open; };
    button.addEventListener("click", () => {
      isOpen = !isOpen;
      for (const each of folded) each.open = isOpen;
      name();
    });
    name();
  }
})();
