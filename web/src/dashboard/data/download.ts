import { ownHeaders } from "../../api/client";
import { readError } from "../../api/error";

/** How long the file is kept: some browsers begin to save only after the click has been handled. */
const HELD_MILLISECONDS = 10_000;

/** Fetches a file with the page's credentials, and lets the browser save it. */
export async function download(path: string): Promise<void> {
  const response = await fetch(`/api/v1${path}`, { credentials: "same-origin", headers: ownHeaders("GET") });
  if (!response.ok) throw await readError(response, "none");
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
