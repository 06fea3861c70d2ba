import { i18n, type Messages } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";

import { PagePending } from "../dashboard/frame/PageStates";
import { Loading } from "../room/page/Loading";

const catalogs = import.meta.glob<{ messages: Messages }>("../locales/*/{shared,entry,dashboard}.po", { eager: true });

/**
 * The frame that a product shows while it is loading, as HTML without a title. Only the build uses it: `preloads.ts`
 * writes it into the pages, so that browsers show it before they have loaded any script.
 */
export const FRAMES = {
  room: (locale: string) => draw(<Loading />, locale),
  dashboard: (locale: string) => draw(<PagePending />, locale),
};

function draw(page: ReactNode, locale: string): string {
  const own = Object.entries(catalogs).filter(([path]) => path.includes(`/${locale}/`));
  i18n.loadAndActivate({ locale, messages: Object.assign({}, ...own.map(([, { messages }]) => messages)) as Messages });
  return renderToStaticMarkup(<I18nProvider i18n={i18n}>{page}</I18nProvider>).replace(/<title>.*?<\/title>/, "");
}
