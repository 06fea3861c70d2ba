import { createContext } from "react";

import type { Locale } from "../../ui/language/locale";

/** Changes the language of the page. */
export const LanguageContext = createContext<(locale: Locale) => void>(() => undefined);
