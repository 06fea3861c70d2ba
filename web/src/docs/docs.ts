/** The script of the documentation's pages, which come from the server. */
import "./docs.css";

import { addCopying, addTabs } from "./examples";
import { openFinder } from "./finder";

for (const group of document.querySelectorAll<HTMLElement>(".examples")) addTabs(group);
for (const block of document.querySelectorAll<HTMLElement>(".code")) addCopying(block);
openFinder();

const pages = document.getElementById("pages");
const current = pages?.querySelector<HTMLElement>("[aria-current]");
if (pages != null && current != null) pages.scrollTop = current.offsetTop - pages.clientHeight / 2;
