import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { SETTINGS } from "../../locales/catalogs";
import { withTexts } from "../../ui/language/locale";
import { frame } from "../roots";
import { readAuditFilters } from "./audit/auditFilters";

const getParentRoute = () => frame;

const model = createRoute({
  getParentRoute,
  path: "/settings/model",
  component: lazyRouteComponent(() => withTexts(SETTINGS, import("./model/ModelPage"))),
});

const voice = createRoute({
  getParentRoute,
  path: "/settings/voice",
  component: lazyRouteComponent(() => withTexts(SETTINGS, import("./voice/VoicePage"))),
});

const brand = createRoute({
  getParentRoute,
  path: "/settings/brand",
  component: lazyRouteComponent(() => withTexts(SETTINGS, import("./brand/BrandPage"))),
});

const languages = createRoute({
  getParentRoute,
  path: "/settings/languages",
  component: lazyRouteComponent(() => withTexts(SETTINGS, import("./LanguagesPage"))),
});

const retention = createRoute({
  getParentRoute,
  path: "/settings/retention",
  component: lazyRouteComponent(() => withTexts(SETTINGS, import("./retention/RetentionPage"))),
});

const fairness = createRoute({
  getParentRoute,
  path: "/settings/fairness",
  component: lazyRouteComponent(() => withTexts(SETTINGS, import("./FairnessPage"))),
});

const usage = createRoute({
  getParentRoute,
  path: "/usage",
  component: lazyRouteComponent(() => withTexts(SETTINGS, import("./usage/UsagePage"))),
});

const audit = createRoute({
  getParentRoute,
  path: "/audit",
  validateSearch: readAuditFilters,
  component: lazyRouteComponent(() => withTexts(SETTINGS, import("./audit/AuditPage"))),
});

export const settingsRoutes = [model, voice, brand, languages, retention, fairness, usage, audit] as const;
