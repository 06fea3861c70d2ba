import { accessRoutes, teamRoutes } from "./access/routes";
import { builderRoutes } from "./builder/routes";
import { candidateRoutes } from "./candidates/routes";
import { developersRoutes } from "./developers/routes";
import { draftingRoutes } from "./drafting/routes";
import { insightRoutes } from "./insights/routes";
import { interviewRoutes } from "./interviews/routes";
import { libraryRoutes } from "./library/routes";
import { reportRoutes } from "./report/routes";
import { requestRoutes } from "./requests/routes";
import { frame, root } from "./roots";
import { sessionRoutes } from "./sessions/routes";
import { settingsRoutes } from "./settings/routes";
import { sharedRoutes, sharingRoutes } from "./sharing/routes";
import { unknownRoute } from "./unknown";
import { versionRoutes } from "./versions/routes";

/** Every page of the dashboard. Each area keeps its own list; each page is a chunk of its own. */
export const routeTree = root.addChildren([
  ...accessRoutes,
  ...sharedRoutes,
  frame.addChildren([
    ...interviewRoutes,
    ...builderRoutes,
    ...draftingRoutes,
    ...versionRoutes,
    ...libraryRoutes,
    ...candidateRoutes,
    ...requestRoutes,
    ...sessionRoutes,
    ...reportRoutes,
    ...insightRoutes,
    ...sharingRoutes,
    ...settingsRoutes,
    ...developersRoutes,
    ...teamRoutes,
    unknownRoute,
  ]),
]);
