-- A person's own codebook: the phrases they taught the program, and the text of their own file.
CREATE TABLE taught (phrase VARCHAR NOT NULL, factor VARCHAR NOT NULL, polarity VARCHAR NOT NULL, taught_at TIMESTAMP NOT NULL, PRIMARY KEY (phrase, factor));
CREATE TABLE own_codebook (own VARCHAR PRIMARY KEY, edited_at TIMESTAMP NOT NULL);
