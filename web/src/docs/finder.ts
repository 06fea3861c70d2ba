/** The search field of every page: a combobox whose list links to sections of the documentation. */
import { type Entry, excerpt, search } from "./search";

export function openFinder(): void {
  const place = document.querySelector("search");
  const field = place?.querySelector("input");
  const list = place?.querySelector("ul");
  const status = place?.querySelector("p");
  if (place === null || field == null || list == null || status == null) return;
  place.hidden = false;
  new Finder(field, list, status);
}

class Finder {
  private entries: Promise<Entry[]> | null = null;
  private chosen = -1;

  private readonly field: HTMLInputElement;
  private readonly list: HTMLUListElement;
  private readonly status: HTMLElement;

  constructor(field: HTMLInputElement, list: HTMLUListElement, status: HTMLElement) {
    this.field = field;
    this.list = list;
    this.status = status;
    field.addEventListener("input", () => void this.show());
    field.addEventListener("focus", () => void this.show());
    field.addEventListener("blur", () => {
      this.close();
    });
    field.addEventListener("keydown", (event) => {
      this.onKey(event);
    });
    // Otherwise, pressing the mouse button would blur the field and close the list before the click.
    list.addEventListener("mousedown", (event) => {
      event.preventDefault();
    });
    list.addEventListener("click", (event) => {
      this.follow([...list.children].findIndex((option) => option.contains(event.target as Node)));
    });
  }

  /** Fetches the index once per page, when the field gets the focus. If that fails, the next key tries again. */
  private read(): Promise<Entry[]> {
    this.entries ??= fetch("/docs/search.json")
      .then((response) => response.json() as Promise<Entry[]>)
      .catch(() => {
        this.entries = null;
        return [];
      });
    return this.entries;
  }

  private async show(): Promise<void> {
    const entries = await this.read();
    if (document.activeElement !== this.field) return;
    const asked = this.field.value;
    const found = search(entries, asked);
    this.list.replaceChildren(...found.map((entry, at) => option(entry, asked, at)));
    this.list.hidden = found.length === 0;
    this.field.setAttribute("aria-expanded", String(found.length > 0));
    this.status.textContent = asked.trim() === "" ? "" : found.length === 0 ? "Nothing found" : `${found.length} found`;
    this.choose(-1);
  }

  private close(): void {
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.choose(-1);
  }

  private choose(at: number): void {
    const options = [...this.list.children];
    this.chosen = at;
    options.forEach((one, place) => {
      one.setAttribute("aria-selected", String(place === at));
    });
    const option = options[at];
    if (option === undefined) this.field.removeAttribute("aria-activedescendant");
    else this.field.setAttribute("aria-activedescendant", option.id);
    option?.scrollIntoView({ block: "nearest" });
  }

  private onKey(event: KeyboardEvent): void {
    const count = this.list.hidden ? 0 : this.list.children.length;
    if (event.key === "Escape" && count > 0) this.close();
    else if (event.key === "ArrowDown" && count > 0) this.choose((this.chosen + 1) % count);
    else if (event.key === "ArrowUp" && count > 0) this.choose((Math.max(this.chosen, 0) - 1 + count) % count);
    else if (event.key === "Enter" && count > 0) this.follow(Math.max(this.chosen, 0));
    else return;
    event.preventDefault();
  }

  private follow(at: number): void {
    const address = this.list.children[at]?.getAttribute("data-address");
    this.close();
    if (address != null) location.assign(address);
  }
}

function option(entry: Entry, asked: string, at: number): HTMLLIElement {
  const item = document.createElement("li");
  item.id = `found-${at}`;
  item.dataset.address = entry.address;
  item.setAttribute("role", "option");
  item.append(line("b", entry.title));
  if (entry.page !== entry.title) item.append(line("i", entry.page));
  item.append(line("span", excerpt(entry, asked)));
  return item;
}

function line(tag: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
