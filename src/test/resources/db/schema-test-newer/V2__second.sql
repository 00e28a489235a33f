CREATE TABLE second_version (id int);
