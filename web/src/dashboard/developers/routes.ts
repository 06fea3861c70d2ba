import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { SETTINGS } from "../../locales/catalogs";
import { withTexts } from "../../ui/language/locale";
import { frame } from "../roots";
import { readDeliveryFilters } from "./deliveries/deliveryFilters";

const getParentRoute = () => frame;

const keys = createRoute({
  getParentRoute,
  path: "/developers/keys",
  component: lazyRouteComponent(() => withTexts(SETTINGS, import("./keys/KeysPage"))),
});

const all = createRoute({
  getParentRoute,
  path: "/developers/webhooks",
  component: lazyRouteComponent(() => withTexts(SETTINGS, import("./webhooks/WebhooksPage"))),
});

const one = createRoute({
  getParentRoute,
  path: "/developers/webhooks/$webhookId",
  validateSearch: readDeliveryFilters,
  component: lazyRouteComponent(() => withTexts(SETTINGS, import("./webhooks/WebhookPage"))),
});

const delivery = createRoute({
  getParentRoute,
  path: "/developers/webhooks/$webhookId/deliveries/$deliveryId",
  component: lazyRouteComponent(() => withTexts(SETTINGS, import("./deliveries/DeliveryPage"))),
});

const integrations = createRoute({
  getParentRoute,
  path: "/developers/integrations",
  component: lazyRouteComponent(() => withTexts(SETTINGS, import("./integrations/IntegrationsPage"))),
});

export const developersRoutes = [keys, all, one, delivery, integrations] as const;
