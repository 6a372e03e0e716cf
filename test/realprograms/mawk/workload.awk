# Counts words of C sources, in many kinds of strings, arrays, regular expressions and function calls.
function reverse(text,  i, result) {
  for (i = length(text); i > 0; i--)
    result = result substr(text, i, 1)
  return result
}
function walk(depth, prefix) {
  if (depth == 0)
    return length(prefix)
  return walk(depth - 1, prefix "a") + walk(depth - 1, prefix "bb")
}
{
  n = split($0, words, /[^A-Za-z0-9_]+/)
  for (i = 1; i <= n; i++)
    if (words[i] != "")
      count[words[i]]++
  lines[FILENAME]++
  gsub(/[aeiou]+/, "<&>")
  sub(/^[ \t]+/, "")
  total += length($0)
  if (NF > 2)
    $2 = toupper($2)
  checksum = (checksum * 31 + length($0) + index($0, "<")) % 1000003
}
END {
  for (word in count) {
    number++
    weight += count[word] * length(word)
    if (match(word, /^[a-z]+_[a-z]+$/))
      pairs[substr(word, 1, index(word, "_") - 1), RLENGTH] = reverse(word)
  }
  for (pair in pairs) {
    split(pair, parts, SUBSEP)
    sum += parts[2] + length(pairs[pair])
    if (parts[2] > 10)
      delete pairs[pair]
  }
  for (pair in pairs)
    left++
  printf "%d words, weight %d, %d characters, checksum %d, pairs %d, left %d\n", number, weight, total, checksum, sum, left
  printf "%d %s %5.2f|%-8s|%c%x\n", walk(10, ""), reverse("stack"), 22 / 7, substr("heap2stack", 3), 65, 48879
  while (("echo " "one two") | getline line)
    print "read: " line
  print "b\na\nc" | "sort"
  close("sort")
}
