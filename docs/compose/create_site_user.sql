-- PostgreSQL's image runs this once, when it creates its data directory.
-- The site's user owns the site's database, but isn't a superuser.
\getenv password POSTGRES_PASSWORD
create role latchkey login password :'password';
create database latchkey owner latchkey encoding 'UTF8' locale 'C' template template0;
-- Without a password, the superuser can only connect through the container's local socket.
alter role postgres password null;
