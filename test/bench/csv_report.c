/* CSV: reads orders from a text, field by field with quotes removed, and reports sums by region.
 * Argument: how many orders. */
// RUN: %bench %s
// SMALL: 20
// HEAP: plain=224 moved=1
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reader {
  const char *at;
  char separator;
};

static struct reader *reader_open(const char *text, char separator) {
  struct reader *reader = malloc(sizeof *reader);
  if (!reader)
    abort();
  reader->at = text;
  reader->separator = separator;
  return reader;
}

static void reader_close(struct reader *reader) { free(reader); }

/* The next field of the line, to be freed; NULL at the end of the line. */
static char *next_field(struct reader *reader) {
  if (*reader->at == '\0' || *reader->at == '\n')
    return NULL;
  size_t capacity = 16, length = 0;
  char *field = malloc(capacity);
  int quoted = *reader->at == '"';
  if (quoted)
    reader->at++;
  for (; *reader->at && *reader->at != '\n'; reader->at++) {
    if (quoted && *reader->at == '"') {
      if (reader->at[1] != '"') {
        quoted = 0;
        continue;
      }
      reader->at++;
    } else if (!quoted && *reader->at == reader->separator) {
      break;
    }
    if (length + 1 == capacity) {
      capacity *= 2;
      field = realloc(field, capacity);
    }
    field[length++] = *reader->at;
  }
  field[length] = '\0';
  if (*reader->at == reader->separator)
    reader->at++;
  return field;
}

/* Whether there is another line. */
static int next_line(struct reader *reader) {
  while (*reader->at && *reader->at != '\n')
    reader->at++;
  if (*reader->at == '\n')
    reader->at++;
  return *reader->at != '\0';
}

/* A copy without blanks at both ends, to be freed. */
static char *trimmed(const char *text) {
  while (isspace((unsigned char)*text))
    text++;
  size_t length = strlen(text);
  while (length > 0 && isspace((unsigned char)text[length - 1]))
    length--;
  return strndup(text, length);
}

enum { REGIONS = 4 };

struct region {
  const char *name;
  long orders, pieces;
  double total;
};

struct order {
  char *customer, *region, *article;
  int pieces;
  double price;
};

static struct order *order_read(struct reader *reader) {
  struct order *order = calloc(1, sizeof *order);
  char *field;
  for (int column = 0; (field = next_field(reader)) != NULL; column++) {
    switch (column) {
    case 1:
      order->customer = trimmed(field);
      break;
    case 2:
      order->region = trimmed(field);
      break;
    case 3:
      order->article = trimmed(field);
      break;
    case 4:
      order->pieces = atoi(field);
      break;
    case 5:
      order->price = strtod(field, NULL);
      break;
    default:
      break;
    }
    free(field);
  }
  return order;
}

static void order_free(struct order *order) {
  free(order->customer);
  free(order->region);
  free(order->article);
  free(order);
}

static void account(struct region *regions, const struct order *order, unsigned long *letters) {
  for (int i = 0; i < REGIONS; i++) {
    if (strcmp(regions[i].name, order->region) == 0) {
      regions[i].orders++;
      regions[i].pieces += order->pieces;
      regions[i].total += order->pieces * order->price;
    }
  }
  *letters += strlen(order->customer) + strlen(order->article);
}

/* The text of so many orders, to be freed. */
static char *make_text(const struct region *regions, int orders) {
  char *text = malloc((size_t)orders * 120 + 100), *end = text;
  end += sprintf(end, "number,customer,region,article,pieces,price\n");
  unsigned random = 1;
  for (int i = 0; i < orders; i++) {
    random = random * 1103515245 + 12345;
    unsigned r = random >> 16;
    end += sprintf(end, "%d,\"Customer, %s %u\", %s ,%s%u,%u,%u.%02u\n", i, r % 3 ? "Mr" : "Mrs", r % 977,
                   regions[r % REGIONS].name, r % 5 ? "Part-" : "\"Large \"\"special\"\" part \"", r % 89,
                   r % 12 + 1, r % 300, r % 100);
  }
  return text;
}

int main(int argc, char **argv) {
  int orders = argc > 1 ? atoi(argv[1]) : 20000;
  struct region regions[REGIONS] = {
      {"north", 0, 0, 0}, {"east", 0, 0, 0}, {"south", 0, 0, 0}, {"west", 0, 0, 0}};
  unsigned long letters = 0;
  char *text = make_text(regions, orders);
  struct reader *reader = reader_open(text, ',');
  while (next_line(reader)) {
    struct order *order = order_read(reader);
    account(regions, order, &letters);
    order_free(order);
  }
  reader_close(reader);
  free(text);
  for (int i = 0; i < REGIONS; i++)
    printf("%-6s %ld orders, %ld pieces, %.2f\n", regions[i].name, regions[i].orders, regions[i].pieces,
           regions[i].total);
  printf("letters %lu\n", letters);
  return 0;
}
