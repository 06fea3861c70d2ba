import { ownHeaders } from "../../api/client";
import { readError } from "../../api/error";

/** Some browsers begin to save only after the press that asked for it is over. */
const HELD_MILLISECONDS = 10_000;

/** Fetches a file with the page's own proof, and hands it to the browser to save. */
export async function download(path: string): Promise<void> {
  const response = await fetch(`/api/v1${path}`, { credentials: "same-origin", headers: ownHeaders("GET") });
  if (!response.ok) throw await readError(response);
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = nameIn(response.headers.get("content-disposition"));
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, HELD_MILLISECONDS);
}

function nameIn(disposition: string | null): string {
  const name = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? "")?.[1];
  return name === undefined ? "download" : decodeURIComponent(name);
}
