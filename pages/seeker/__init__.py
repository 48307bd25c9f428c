"""One script a page of the job seeker's dashboard; a file's name is its web address."""
