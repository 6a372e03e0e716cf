/* csv_report.c, with everything on the stack that can be there when a programmer takes the trouble. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reader {
  const char *at;
  char separator;
};

/* A text that is on the heap when it is long. */
struct text {
  char *at;
  char room[256];
};

static void text_clear(struct text *text) {
  if (text->at != text->room)
    free(text->at); /* long, or NULL */
}

/* The next field of the line; NULL at the end of the line. */
static char *next_field(struct reader *reader, struct text *text) {
  if (*reader->at == '\0' || *reader->at == '\n')
    return NULL;
  size_t capacity = sizeof text->room, length = 0;
  char *field = text->at = text->room;
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
      text->at = field == text->room ? memcpy(malloc(capacity), field, length) : realloc(field, capacity);
      field = text->at;
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

/* A copy without blanks at both ends. */
static void trimmed(const char *text, struct text *result) {
  while (isspace((unsigned char)*text))
    text++;
  size_t length = strlen(text);
  while (length > 0 && isspace((unsigned char)text[length - 1]))
    length--;
  result->at = length < sizeof result->room ? result->room : malloc(length + 1);
  memcpy(result->at, text, length);
  result->at[length] = '\0';
}

enum { REGIONS = 4 };

struct region {
  const char *name;
  long orders, pieces;
  double total;
};

struct order {
  struct text customer, region, article;
  int pieces;
  double price;
};

static void order_read(struct reader *reader, struct order *order) {
  order->customer.at = order->region.at = order->article.at = NULL;
  order->pieces = 0;
  order->price = 0;
  struct text text;
  char *field;
  for (int column = 0; (field = next_field(reader, &text)) != NULL; column++) {
    switch (column) {
    case 1:
      trimmed(field, &order->customer);
      break;
    case 2:
      trimmed(field, &order->region);
      break;
    case 3:
      trimmed(field, &order->article);
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
    text_clear(&text);
  }
}

static void order_clear(struct order *order) {
  text_clear(&order->customer);
  text_clear(&order->region);
  text_clear(&order->article);
}

static void account(struct region *regions, const struct order *order, unsigned long *letters) {
  for (int i = 0; i < REGIONS; i++) {
    if (strcmp(regions[i].name, order->region.at) == 0) {
      regions[i].orders++;
      regions[i].pieces += order->pieces;
      regions[i].total += order->pieces * order->price;
    }
  }
  *letters += strlen(order->customer.at) + strlen(order->article.at);
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
  struct reader reader = {text, ','};
  while (next_line(&reader)) {
    struct order order;
    order_read(&reader, &order);
    account(regions, &order, &letters);
    order_clear(&order);
  }
  free(text);
  for (int i = 0; i < REGIONS; i++)
    printf("%-6s %ld orders, %ld pieces, %.2f\n", regions[i].name, regions[i].orders, regions[i].pieces,
           regions[i].total);
  printf("letters %lu\n", letters);
  return 0;
}
