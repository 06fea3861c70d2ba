import type { ReactNode } from "react";

export interface Column<Row> {
  id: string;
  heading: string;
  cell: (row: Row) => ReactNode;
  /** Numbers are aligned to the end of their column. */
  isNumber?: boolean;
  /** Whether the server can sort by it. */
  canSort?: boolean;
}

export interface Sort {
  by: string;
  isDescending: boolean;
}
