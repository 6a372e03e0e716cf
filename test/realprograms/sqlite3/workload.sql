-- Tables, indexes, views, triggers, transactions, recursive queries, windows, JSON, text search, errors.
.headers on
create table person(id integer primary key, name text not null, age int check (age >= 0), town text);
create table log(at integer primary key, what text);
create index by_town on person(town, age desc);
create trigger added after insert on person when new.age > 90 begin insert into log(what) values ('old: ' || new.name); end;
with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000)
  insert into person(name, age, town)
  select printf('person %04d', i), (i * 7919) % 101, char(65 + i % 26) || 'town' from n;
select count(*), sum(age), min(town), max(name), group_concat(distinct age % 5) from person;
select town, count(*) as people, round(avg(age), 3) from person group by town having people > 76 order by 2 desc, 1 limit 8;
select name, age, rank() over (partition by town order by age desc) r, lag(age, 1, -1) over w, sum(age) over w
  from person where town in ('Atown', 'Ztown') window w as (partition by town order by id) order by town, r, id limit 20;
create view elders as select p.*, l.at from person p join log l on l.what = 'old: ' || p.name;
select count(*), sum(at) from elders;
begin; delete from person where age between 20 and 40; savepoint s; update person set town = upper(town) where id % 3 = 0;
rollback to s; update person set age = age + 1 where id % 2; commit;
select count(*), sum(age * id) % 1000007 from person;
explain query plan select * from person where town = 'Btown' and age > 10 order by age;
select a.name, b.name from person a join person b on a.age = b.age + 50 and a.town = b.town order by 1, 2 limit 5;
with recursive fib(a, b) as (values (0, 1) union all select b, a + b from fib where b < 1e15) select max(a), count(*) from fib;
with recursive q(x, y, m) as (select 0, 0, '' union all select (x + 1) % 12, y + (x = 11), printf('%s%d', substr(m, -40), x * y) from q where y < 30)
  select m from q where x = 5 order by y desc limit 3;
select json_extract('{"a": [1, {"b": [true, null, "x"]}]}', '$.a[1].b[2]'), json_group_array(age) from (select age from person limit 9);
select key, value, type from json_each('{"k": 1.5, "l": [1, 2], "m": {"n": "o"}}') order by key;
create virtual table notes using fts5(body);
insert into notes select name || ' lives in ' || town || ' and is ' || age from person;
select count(*) from notes where notes match 'atown OR btown';
select snippet(notes, 0, '[', ']', '...', 4) from notes where notes match 'lives NEAR ctown' order by rowid limit 3;
create table pairs(k text primary key, v blob) without rowid;
insert into pairs select hex(id * 7919), zeroblob(id % 17) from person;
insert into pairs values ('x', x'0102') on conflict (k) do update set v = excluded.v;
select count(*), sum(length(v)) from pairs; select typeof(v), quote(v) from pairs where k = 'x';
select like('%a_c%', 'xxabcxx'), 'abc' glob 'a*', replace('aXbXc', 'X', '--'), substr('heap2stack', 5, 3), instr('stack', 'a');
select strftime('%Y-%m-%d %H:%M', 1763769600, 'unixepoch', '+1 month'), printf('%08.3f|%-6s|%+d|%x', 3.14159, 'ab', 7, 255);
alter table person add column note text default 'none'; select note, count(*) from person group by note;
insert into person(name, age) values ('bad', -1);
select no_such_column from person;
select * from (select 1 union select 2 except select 2) union all values (3), (4) order by 1 desc;
pragma integrity_check; analyze; vacuum; reindex; pragma quick_check;
select name, tbl, idx from (select name, tbl_name tbl, type idx from sqlite_schema) where name not like 'sqlite_%' order by name limit 12;
.mode column
select id, name from person where name glob '*99*' order by id limit 6;
.mode insert person
select * from person order by id limit 3;
.dump log
