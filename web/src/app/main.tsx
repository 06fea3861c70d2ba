import "./main.css";

import { i18n } from "@lingui/core";
import { Trans } from "@lingui/react/macro";
import { I18nProvider } from "@lingui/react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { messages } from "../locales/en.po";

i18n.loadAndActivate({ locale: "en", messages });

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no root element");

createRoot(root).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <main className="p-4">
        <Trans>Aural</Trans>
      </main>
    </I18nProvider>
  </StrictMode>,
);
