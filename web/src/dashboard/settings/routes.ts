import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { frame } from "../roots";
import { readAuditFilters } from "./audit";

const getParentRoute = () => frame;

const keys = createRoute({
  getParentRoute,
  path: "/developers/keys",
  component: lazyRouteComponent(() => import("./KeysPage")),
});

const model = createRoute({
  getParentRoute,
  path: "/settings/model",
  component: lazyRouteComponent(() => import("./ModelPage")),
});

const voice = createRoute({
  getParentRoute,
  path: "/settings/voice",
  component: lazyRouteComponent(() => import("./VoicePage")),
});

const brand = createRoute({
  getParentRoute,
  path: "/settings/brand",
  component: lazyRouteComponent(() => import("./BrandPage")),
});

const languages = createRoute({
  getParentRoute,
  path: "/settings/languages",
  component: lazyRouteComponent(() => import("./LanguagesPage")),
});

const retention = createRoute({
  getParentRoute,
  path: "/settings/retention",
  component: lazyRouteComponent(() => import("./RetentionPage")),
});

const fairness = createRoute({
  getParentRoute,
  path: "/settings/fairness",
  component: lazyRouteComponent(() => import("./FairnessPage")),
});

const usage = createRoute({
  getParentRoute,
  path: "/usage",
  component: lazyRouteComponent(() => import("./UsagePage")),
});

const audit = createRoute({
  getParentRoute,
  path: "/audit",
  validateSearch: readAuditFilters,
  component: lazyRouteComponent(() => import("./AuditPage")),
});

export const settingsRoutes = [keys, model, voice, brand, languages, retention, fairness, usage, audit] as const;
