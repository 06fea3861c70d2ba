import "./main.css";

import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { activateLocale, browserLocale } from "../ui/language/locale";
import { leaveFrame } from "./frame";
import { openPages } from "./Pages";

/** Not at the top level of the module: the products import from it, so they would wait until it has been evaluated. */
async function start(): Promise<void> {
  const root = document.getElementById("root");
  if (root === null) throw new Error("index.html has no root element");
  await activateLocale(browserLocale());
  leaveFrame(root);
  const pages = await openPages(location.pathname);
  createRoot(root).render(
    <StrictMode>
      <I18nProvider i18n={i18n}>{pages}</I18nProvider>
    </StrictMode>,
  );
}

void start();
