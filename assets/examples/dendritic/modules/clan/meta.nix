{
  clan.meta = {
    name = "workshop";
    description = "A small workshop with a shop on the web";
    domain = "workshop.example";
  };
}
