import { present } from '@kolony/kernel';

/** Rows. */
export type Matrix = readonly Float64Array[];

export interface LinearSystem {
  /** x with A x = b. */
  solve(b: Float64Array): Float64Array;
  /** x with Aᵀ x = b. */
  solveTransposed(b: Float64Array): Float64Array;
}

/** LU decomposition with partial pivoting, once for any number of right sides: O(n³), then O(n²) each. */
export function decompose(a: Matrix): LinearSystem {
  const lu = a.map((row) => Float64Array.from(row));
  const order = Uint32Array.from(lu.keys());
  const n = lu.length;
  for (let column = 0; column < n; column++) {
    swap(lu, order, { at: column, with: pivot(lu, column) });
    const top = rowOf(lu, column);
    for (let row = column + 1; row < n; row++) {
      const below = rowOf(lu, row);
      const factor = cell(below, column) / cell(top, column);
      below[column] = factor;
      if (factor !== 0)
        for (let at = column + 1; at < n; at++) below[at] = cell(below, at) - factor * cell(top, at);
    }
  }
  return {
    solve(b) {
      const x = Float64Array.from(order, (from) => cell(b, from));
      for (let row = 0; row < n; row++) x[row] = cell(x, row) - dot(rowOf(lu, row), x, { from: 0, to: row });
      for (let row = n - 1; row >= 0; row--)
        x[row] =
          (cell(x, row) - dot(rowOf(lu, row), x, { from: row + 1, to: n })) / cell(rowOf(lu, row), row);
      return x;
    },
    solveTransposed(b) {
      const y = Float64Array.from(b);
      for (let row = 0; row < n; row++) {
        for (let above = 0; above < row; above++)
          y[row] = cell(y, row) - cell(rowOf(lu, above), row) * cell(y, above);
        y[row] = cell(y, row) / cell(rowOf(lu, row), row);
      }
      for (let row = n - 1; row >= 0; row--)
        for (let below = row + 1; below < n; below++)
          y[row] = cell(y, row) - cell(rowOf(lu, below), row) * cell(y, below);
      const x = new Float64Array(n);
      for (const [at, from] of order.entries()) x[from] = cell(y, at);
      return x;
    },
  };
}

const rowOf = (matrix: Matrix, row: number) => present(matrix[row], 'row');
const cell = (vector: Float64Array, at: number) => vector[at] ?? 0;

function dot(row: Float64Array, x: Float64Array, { from, to }: { from: number; to: number }): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum += cell(row, at) * cell(x, at);
  return sum;
}

function pivot(lu: Matrix, column: number): number {
  let best = column;
  for (let row = column + 1; row < lu.length; row++)
    if (Math.abs(cell(rowOf(lu, row), column)) > Math.abs(cell(rowOf(lu, best), column))) best = row;
  return best;
}

function swap(
  lu: Float64Array[],
  order: Uint32Array,
  { at, with: other }: { at: number; with: number },
): void {
  if (at === other) return;
  const row = rowOf(lu, at);
  lu[at] = rowOf(lu, other);
  lu[other] = row;
  const place = order[at] ?? 0;
  order[at] = order[other] ?? 0;
  order[other] = place;
}
