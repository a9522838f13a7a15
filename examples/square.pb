META
key;value
description;The square's budget: made up for this project
country;Catalunya
unit;Poblenou
instance;2026
num_projects;5
num_votes;12
budget;7000
vote_type;approval
rule;greedy
date_begin;2026
date_end;2026
min_length;1
max_length;3
currency;EUR
PROJECTS
project_id;cost;votes;name;selected
trees;4000;7;Dotze arbres a la plaça;1
bench;1500;5;Bancs amb ombra;1
books;900;4;Armari de llibres compartits;1
fountain;5200;2;Font d'aigua potable;0
court;9000;1;Pista de bàsquet;0
VOTES
voter_id;vote
1;bench,trees
2;trees
3;trees,fountain
4;bench
5;books,bench
6;trees,bench
7;books
8;fountain
9;trees,books
10;bench,books
11;trees
12;court,trees
