/** What a page of the documentation does beyond being read: the pages themselves come from the server. */
import "./docs.css";

import { addCopying, addTabs } from "./examples";
import { openFinder } from "./finder";

for (const group of document.querySelectorAll<HTMLElement>(".examples")) addTabs(group);
for (const figure of document.querySelectorAll<HTMLElement>("figure.code")) addCopying(figure);
openFinder();
