import "./main.css";

import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";

import { activateLocale, browserLocale } from "../ui/language/locale";
import { Pages } from "./Pages";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no root element");

await activateLocale(browserLocale());
createRoot(root).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <Suspense>
        <Pages path={location.pathname} />
      </Suspense>
    </I18nProvider>
  </StrictMode>,
);
