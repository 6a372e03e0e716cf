/* matrix.c, with everything on the stack that can be there when a programmer takes the trouble. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROOM = 4 };

struct matrix {
  int rows, columns;
  double **row;
  double *room_rows[ROOM];
  double room[ROOM][ROOM];
};

static void matrix_init(struct matrix *m, int rows, int columns) {
  m->rows = rows;
  m->columns = columns;
  m->row = m->room_rows;
  if (rows > ROOM || columns > ROOM) {
    m->row = malloc((size_t)rows * sizeof *m->row);
    for (int i = 0; i < rows; i++)
      m->row[i] = calloc((size_t)columns, sizeof **m->row);
    return;
  }
  for (int i = 0; i < rows; i++) {
    m->row[i] = m->room[i];
    for (int k = 0; k < columns; k++)
      m->row[i][k] = 0;
  }
}

static void matrix_clear(struct matrix *m) {
  if (m->row == m->room_rows)
    return;
  for (int i = 0; i < m->rows; i++)
    free(m->row[i]);
  free(m->row);
}

static void matrix_identity(struct matrix *m, int size) {
  matrix_init(m, size, size);
  for (int i = 0; i < size; i++)
    m->row[i][i] = 1;
}

static void matrix_multiply(const struct matrix *a, const struct matrix *b, struct matrix *product) {
  matrix_init(product, a->rows, b->columns);
  for (int i = 0; i < a->rows; i++)
    for (int j = 0; j < b->columns; j++)
      for (int k = 0; k < a->columns; k++)
        product->row[i][j] += a->row[i][k] * b->row[k][j];
}

static void rotation(struct matrix *m, double angle) {
  matrix_identity(m, 4);
  m->row[0][0] = m->row[1][1] = cos(angle);
  m->row[1][0] = sin(angle);
  m->row[0][1] = -m->row[1][0];
}

static void translation(struct matrix *m, double x, double y, double z) {
  matrix_identity(m, 4);
  m->row[0][3] = x;
  m->row[1][3] = y;
  m->row[2][3] = z;
}

static void point(struct matrix *p, double x, double y, double z) {
  matrix_init(p, 4, 1);
  p->row[0][0] = x;
  p->row[1][0] = y;
  p->row[2][0] = z;
  p->row[3][0] = 1;
}

/* Solves a * x = b by elimination; a is changed. */
static void solve(struct matrix *a, const struct matrix *b, struct matrix *x) {
  int n = a->rows;
  double room[ROOM];
  double *right = n <= ROOM ? room : malloc((size_t)n * sizeof *right);
  for (int i = 0; i < n; i++)
    right[i] = b->row[i][0];
  for (int i = 0; i < n; i++) {
    int pivot = i;
    for (int k = i + 1; k < n; k++)
      if (fabs(a->row[k][i]) > fabs(a->row[pivot][i]))
        pivot = k;
    double *row = a->row[i];
    a->row[i] = a->row[pivot];
    a->row[pivot] = row;
    double value = right[i];
    right[i] = right[pivot];
    right[pivot] = value;
    for (int k = i + 1; k < n; k++) {
      double factor = a->row[k][i] / a->row[i][i];
      for (int j = i; j < n; j++)
        a->row[k][j] -= factor * a->row[i][j];
      right[k] -= factor * right[i];
    }
  }
  matrix_init(x, n, 1);
  for (int i = n - 1; i >= 0; i--) {
    double rest = right[i];
    for (int j = i + 1; j < n; j++)
      rest -= a->row[i][j] * x->row[j][0];
    x->row[i][0] = rest / a->row[i][i];
  }
  if (right != room)
    free(right);
}

int main(int argc, char **argv) {
  int points = argc > 1 ? atoi(argv[1]) : 10000;
  double sum = 0, error = 0;
  for (int i = 0; i < points; i++) {
    struct matrix turn, move, both, p, moved, back;
    rotation(&turn, 0.001 * i);
    translation(&move, 1, 2, 0.5 * (i % 7));
    matrix_multiply(&move, &turn, &both);
    point(&p, i % 10, i % 3, i % 5);
    matrix_multiply(&both, &p, &moved);
    sum += moved.row[0][0] + moved.row[1][0] + moved.row[2][0];
    solve(&both, &moved, &back);
    for (int k = 0; k < 4; k++)
      error += fabs(back.row[k][0] - p.row[k][0]);
    matrix_clear(&turn);
    matrix_clear(&move);
    matrix_clear(&both);
    matrix_clear(&p);
    matrix_clear(&moved);
    matrix_clear(&back);
  }
  printf("sum %.6f, error below 1e-9: %s\n", sum, error / points < 1e-9 ? "yes" : "no");
  return 0;
}
