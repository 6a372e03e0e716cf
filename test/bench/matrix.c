/* Matrices with rows of their own, as text books have them: transformations of points by products of small
 * matrices, and a system of linear equations.
 * Argument: how many points. */
// RUN: %bench %s
// SMALL: 20
// HEAP: plain=720 moved=0
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct matrix {
  int rows, columns;
  double **row;
};

static struct matrix *matrix_new(int rows, int columns) {
  struct matrix *m = malloc(sizeof *m);
  m->rows = rows;
  m->columns = columns;
  m->row = malloc((size_t)rows * sizeof *m->row);
  for (int i = 0; i < rows; i++)
    m->row[i] = calloc((size_t)columns, sizeof **m->row);
  return m;
}

static void matrix_free(struct matrix *m) {
  for (int i = 0; i < m->rows; i++)
    free(m->row[i]);
  free(m->row);
  free(m);
}

static struct matrix *matrix_identity(int size) {
  struct matrix *m = matrix_new(size, size);
  for (int i = 0; i < size; i++)
    m->row[i][i] = 1;
  return m;
}

static struct matrix *matrix_multiply(const struct matrix *a, const struct matrix *b) {
  struct matrix *product = matrix_new(a->rows, b->columns);
  for (int i = 0; i < a->rows; i++)
    for (int j = 0; j < b->columns; j++)
      for (int k = 0; k < a->columns; k++)
        product->row[i][j] += a->row[i][k] * b->row[k][j];
  return product;
}

static struct matrix *rotation(double angle) {
  struct matrix *m = matrix_identity(4);
  m->row[0][0] = m->row[1][1] = cos(angle);
  m->row[1][0] = sin(angle);
  m->row[0][1] = -m->row[1][0];
  return m;
}

static struct matrix *translation(double x, double y, double z) {
  struct matrix *m = matrix_identity(4);
  m->row[0][3] = x;
  m->row[1][3] = y;
  m->row[2][3] = z;
  return m;
}

static struct matrix *point(double x, double y, double z) {
  struct matrix *p = matrix_new(4, 1);
  p->row[0][0] = x;
  p->row[1][0] = y;
  p->row[2][0] = z;
  p->row[3][0] = 1;
  return p;
}

/* Solves a * x = b by elimination; a is changed. The result is to be freed. */
static struct matrix *solve(struct matrix *a, const struct matrix *b) {
  int n = a->rows;
  double *right = malloc((size_t)n * sizeof *right);
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
  struct matrix *x = matrix_new(n, 1);
  for (int i = n - 1; i >= 0; i--) {
    double rest = right[i];
    for (int j = i + 1; j < n; j++)
      rest -= a->row[i][j] * x->row[j][0];
    x->row[i][0] = rest / a->row[i][i];
  }
  free(right);
  return x;
}

int main(int argc, char **argv) {
  int points = argc > 1 ? atoi(argv[1]) : 10000;
  double sum = 0, error = 0;
  for (int i = 0; i < points; i++) {
    struct matrix *turn = rotation(0.001 * i);
    struct matrix *move = translation(1, 2, 0.5 * (i % 7));
    struct matrix *both = matrix_multiply(move, turn);
    struct matrix *p = point(i % 10, i % 3, i % 5);
    struct matrix *moved = matrix_multiply(both, p);
    sum += moved->row[0][0] + moved->row[1][0] + moved->row[2][0];
    struct matrix *back = solve(both, moved);
    for (int k = 0; k < 4; k++)
      error += fabs(back->row[k][0] - p->row[k][0]);
    matrix_free(turn);
    matrix_free(move);
    matrix_free(both);
    matrix_free(p);
    matrix_free(moved);
    matrix_free(back);
  }
  printf("sum %.6f, error below 1e-9: %s\n", sum, error / points < 1e-9 ? "yes" : "no");
  return 0;
}
