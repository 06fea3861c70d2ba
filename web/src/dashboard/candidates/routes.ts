/** The pages of this area, each made by `createRoute({ getParentRoute: () => frame, … })`. */
export const candidateRoutes = [] as const;
