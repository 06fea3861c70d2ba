import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { frame } from "../roots";
import { readDeliveryFilters } from "./deliveryFilters";

const getParentRoute = () => frame;

const all = createRoute({
  getParentRoute,
  path: "/developers/webhooks",
  component: lazyRouteComponent(() => import("./WebhooksPage")),
});

const one = createRoute({
  getParentRoute,
  path: "/developers/webhooks/$webhookId",
  validateSearch: readDeliveryFilters,
  component: lazyRouteComponent(() => import("./WebhookPage")),
});

const delivery = createRoute({
  getParentRoute,
  path: "/developers/webhooks/$webhookId/deliveries/$deliveryId",
  component: lazyRouteComponent(() => import("./DeliveryPage")),
});

const integrations = createRoute({
  getParentRoute,
  path: "/developers/integrations",
  component: lazyRouteComponent(() => import("./IntegrationsPage")),
});

export const developersRoutes = [all, one, delivery, integrations] as const;
