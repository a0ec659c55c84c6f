-- PostgreSQL's image runs this once, while its data is new.
-- The site's user owns the site's database, and is no superuser.
\getenv password POSTGRES_PASSWORD
create role latchkey login password :'password';
create database latchkey owner latchkey encoding 'UTF8' locale 'C' template template0;
-- The superuser gets in by the container's own socket alone.
alter role postgres password null;
