"""The live page: one file of HTML that holds the model and follows its inputs."""
