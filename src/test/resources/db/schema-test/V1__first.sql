CREATE TABLE first_version (id int);
